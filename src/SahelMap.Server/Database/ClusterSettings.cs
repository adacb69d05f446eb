using System.Globalization;
using System.Text;

namespace SahelMap.Server.Database;

/// <summary>The private cluster's settings: few connections, short queries, some large ones; two cores and up.</summary>
internal static class ClusterSettings
{
    /// <summary>Written anew at every start.</summary>
    public const string FileName = "sahelmap.conf";

    /// <summary>Appended to postgresql.conf once. Whoever runs the cluster puts settings of their own into local.conf: they win.</summary>
    public const string Includes = $"\ninclude_if_exists = '{FileName}'\ninclude_if_exists = 'local.conf'\n";

    public static string For(string socketFolder, IReadOnlyDictionary<string, string>? more)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024); // MB
        string Megabytes(long value, long least, long most) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(value, least, most)}MB");
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = socketFolder,
            ["unix_socket_permissions"] = "0700",
            ["port"] = "5432",
            ["max_connections"] = "60",
            ["shared_buffers"] = Megabytes(memory / 8, 64, 512),
            ["effective_cache_size"] = Megabytes(memory / 2, 256, 8192),
            ["work_mem"] = "16MB",
            ["maintenance_work_mem"] = "128MB",
            ["max_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["random_page_cost"] = "1.1",
            ["max_parallel_workers_per_gather"] = "1",
            ["jit"] = "off", // costs more than it saves on queries of milliseconds
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["logging_collector"] = "on",
            ["log_directory"] = "log",
            ["log_filename"] = "postgresql-%a.log", // a week, then over again
            ["log_truncate_on_rotation"] = "on",
            ["log_rotation_age"] = "1d",
            ["log_line_prefix"] = "%m [%p] %q%a ",
            ["cluster_name"] = "sahelmap"
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) settings[name] = value;

        var text = new StringBuilder("# Written by SahelMap at every start; put settings of your own into local.conf beside this file.\n");
        foreach (var (name, value) in settings) text.Append(CultureInfo.InvariantCulture, $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
        return text.ToString();
    }
}
