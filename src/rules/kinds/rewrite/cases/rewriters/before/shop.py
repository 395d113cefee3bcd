from rpc import call

total = call("total", net=1, tax=call("tax", rate=2))
