lookback.put("f-service",[["checkout","Checkout","$$"],
["dns","DNS","#"],
["login","Login","%"],
["payments","Payments","$"]]);
