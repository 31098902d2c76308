lookback.put("f-severity",[["sev1","SEV1","%"],
["sev2","SEV2","$$"],
["sev3","SEV3","#"]]);
