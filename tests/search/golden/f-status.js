lookback.put("f-status",[["reviewed","Reviewed","##"],
["draft","Draft","'"],
["in-review","In review","%"]]);
