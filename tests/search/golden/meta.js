lookback.put("meta",{"chunk":12,"documents":4,"shards":"","version":"ae0aba076c19ed11","words":""});
