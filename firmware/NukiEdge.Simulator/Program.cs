using NukiEdge.Simulator.Verbs;

return CommandLine.Run(args);
