using System.Security.Cryptography;
using System.Text;

namespace SahelMap.Server.Imports;

/// <summary>A file to import: its name, its first bytes, and its content as often as it is asked for.</summary>
public sealed class ImportFile
{
    private const int HeadLength = 64 * 1024;
    private readonly Func<Stream> _open;

    private ImportFile(string name, long length, byte[] head, Func<Stream> open) => (Name, Length, Head, _open) = (name, length, head, open);

    /// <summary>Without its folder.</summary>
    public string Name { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>The first bytes, to recognise it by.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>The first line, or what fits on one.</summary>
    public string Beginning
    {
        get
        {
            var text = Encoding.UTF8.GetString(Head.Span).TrimStart('\uFEFF');
            var line = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
            return line.Length <= 100 ? line.ToString() : $"{line[..100]}…";
        }
    }

    public Stream Open() => _open();

    /// <exception cref="ImportException">It cannot be read.</exception>
    public static ImportFile At(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var head = new byte[(int)Math.Min(HeadLength, stream.Length)];
            stream.ReadExactly(head);
            return new(Path.GetFileName(path), stream.Length, head,
                () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan | FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public static ImportFile Of(string name, byte[] content) =>
        new(name, content.Length, content[..Math.Min(HeadLength, content.Length)], () => new MemoryStream(content, writable: false));

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public async Task<string> DigestAsync(CancellationToken cancellationToken)
    {
        await using var stream = Open();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
