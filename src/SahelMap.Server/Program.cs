using SahelMap.Server;

SahelMapApp.Build(args).Run();
