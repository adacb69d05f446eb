using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SahelMap.Browser.Tests.Support;

/// <summary>Somebody else's tile server on the loopback: one picture for every tile, and a PMTiles file of one tile.</summary>
public sealed class TileHost : IDisposable
{
    private readonly HttpListener listener = new();

    public TileHost()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>One pixel of the colour of wood.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGO4t6MdAASVAh7bIBrFAAAAAElFTkSuQmCC");

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (request, answer) = (context.Request, context.Response);
            Asked.Enqueue(request.Url!.AbsolutePath);
            answer.AddHeader("Access-Control-Allow-Origin", "*");
            answer.AddHeader("Access-Control-Allow-Headers", "*");
            var body = request.Url.AbsolutePath.EndsWith(".pmtiles", StringComparison.Ordinal) ? PmTilesFile() : Picture;
            if (request.Headers["Range"] is { } range)
            {
                var (from, to) = range["bytes=".Length..].Split('-') is [var a, var b] ? (int.Parse(a, null), Math.Min(int.Parse(b, null), body.Length - 1)) : (0, body.Length - 1);
                answer.StatusCode = 206;
                answer.AddHeader("Content-Range", $"bytes {from}-{to}/{body.Length}");
                body = body[from..(to + 1)];
            }

            answer.ContentLength64 = body.Length;
            await answer.OutputStream.WriteAsync(body);
            answer.Close();
        }
    }

    /// <summary>PMTiles, version 3: a header, a directory of one entry, no metadata to speak of, the tile of the whole world.</summary>
    private static byte[] PmTilesFile()
    {
        byte[] directory = [1, 0, 1, (byte)Picture.Length, 1], metadata = "{}"u8.ToArray();
        using MemoryStream file = new();
        using BinaryWriter write = new(file);
        write.Write("PMTiles"u8);
        write.Write((byte)3);
        var at = 127L;
        foreach (var length in new[] { directory.Length, metadata.Length, 0, Picture.Length })
        {
            write.Write(at);
            write.Write((long)length);
            at += length;
        }

        for (var n = 0; n < 3; n++) write.Write(1L); // tiles addressed, entries, contents
        write.Write([1, 1, 1, 2, 0, 0]); // clustered; nothing compressed; PNG; zooms 0 to 0
        foreach (var degrees in new[] { -180, -85, 180, 85 }) write.Write(degrees * 10_000_000);
        write.Write((byte)0);
        write.Write(0L); // the middle
        write.Write(directory);
        write.Write(metadata);
        write.Write(Picture);
        return file.ToArray();
    }

    public void Dispose() => listener.Close();
}
