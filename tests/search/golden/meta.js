lookback.put("meta",{"chunk":16,"documents":4,"shards":"","version":"9786fe57ab00cf33","words":""});
