using SahelMap.Server.Commands;

return await CommandLine.RunAsync(args);
