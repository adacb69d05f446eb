using System.Diagnostics;

namespace SahelMap.Browser.Tests.Support;

public static class Gdal
{
    /// <summary>What ogrinfo says of a file's layers.</summary>
    public static async Task<string> OgrInfoAsync(string file, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["-al", "-so", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        var complaint = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? said + complaint : throw new InvalidOperationException($"ogrinfo {file}: {complaint}");
    }
}
