using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SahelMap.Browser.Tests.Support;

/// <summary>A line to the server that breaks in the middle of the answers to one path, as long as it is told to.</summary>
public sealed class BadLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Uri server;
    private readonly byte[] asked;
    private readonly int after;
    private int broken;

    /// <param name="after">How many bytes of the answer, its head included, still come through.</param>
    public BadLine(Uri server, string path, int after)
    {
        (this.server, this.after, asked) = (server, after, Encoding.ASCII.GetBytes($"GET {path}"));
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = ServeAsync();
    }

    public Uri Address { get; }
    public bool Breaks { get; set; } = true;

    /// <summary>How often it broke.</summary>
    public int Broken => broken;

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task CarryAsync(TcpClient page)
    {
        try
        {
            using (page)
            using (var there = new TcpClient())
            {
                await there.ConnectAsync(server.Host, server.Port, end.Token);
                var (near, far) = (page.GetStream(), there.GetStream());
                var left = int.MaxValue;
                async Task UpAsync()
                {
                    var buffer = new byte[65536];
                    for (int read; (read = await near.ReadAsync(buffer, end.Token)) > 0;)
                    {
                        if (Breaks && buffer.AsSpan(0, read).IndexOf(asked) >= 0) left = after;
                        await far.WriteAsync(buffer.AsMemory(0, read), end.Token);
                    }
                }

                async Task DownAsync()
                {
                    var buffer = new byte[65536];
                    for (int read; (read = await far.ReadAsync(buffer, end.Token)) > 0;)
                    {
                        var some = Math.Min(read, left);
                        await near.WriteAsync(buffer.AsMemory(0, some), end.Token);
                        if (left != int.MaxValue && (left -= some) == 0)
                        {
                            Interlocked.Increment(ref broken);
                            return;
                        }
                    }
                }

                await Task.WhenAny(UpAsync(), DownAsync());
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has gone.
        }
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }
}
