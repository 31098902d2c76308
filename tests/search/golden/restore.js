lookback.put("restore","ot){l#!o9");
