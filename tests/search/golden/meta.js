lookback.put("meta",{"chunk":16,"documents":4,"shards":"","version":"b58117062e317388","words":""});
