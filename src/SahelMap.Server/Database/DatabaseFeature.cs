using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace SahelMap.Server.Database;

public static class DatabaseFeature
{
    /// <summary>The one data source, and what makes the database ready. <see cref="DatabaseConnector"/> is for servers: see <see cref="AddDatabaseConnector"/>.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, SahelMapOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseReadiness>();
        services.AddSingleton<DatabaseStartUp>();
        services.AddSingleton(s => CreateDataSource(options.ConnectionString, s.GetService<ILoggerFactory>()));
        return services;
    }

    public static IServiceCollection AddDatabaseConnector(this IServiceCollection services) => services.AddHostedService<DatabaseConnector>();

    public static NpgsqlDataSource CreateDataSource(string connectionString, ILoggerFactory? loggers = null)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseNetTopologySuite();
        // Npgsql's own log repeats what we log, with the statement.
        if (loggers is not null) builder.UseLoggerFactory(loggers);
        builder.ConnectionStringBuilder.ApplicationName ??= "SahelMap";
        return builder.Build();
    }

    /// <summary>Answers 503 in place of a route that needs the database, while there is none.</summary>
    public static WebApplication UseDatabaseAvailability(this WebApplication app)
    {
        app.UseMiddleware<DatabaseAvailability>();
        return app;
    }
}
