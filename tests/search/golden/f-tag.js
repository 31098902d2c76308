lookback.put("f-tag",[["config","config","$$"],
["certificate","certificate","%"],
["http","http","$"],
["network","network","#"]]);
