lookback.put("f-factor",[["cache-without-limit","Cache without limit","#%"],
["config-push-without-canary","Config push without canary","$$"],
["no-alert-before-expiry","No alert before expiry","%"]]);
