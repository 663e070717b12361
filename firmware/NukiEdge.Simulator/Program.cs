using NukiEdge.Simulator.Verbs;

int code = CommandLine.Run(args);
return code == Exit.Restart ? SelfRestart.Now() : code;
