lookback.put("meta",{"chunk":12,"documents":4,"shards":"","version":"9786fe57ab00cf33","words":""});
