using System.Security.Cryptography;
using System.Text;

namespace SahelMap.Server.Imports;

/// <summary>The id of a record that comes from a file: the same file gives the same ids on every machine.</summary>
public static class RecordId
{
    private static readonly byte[] Namespace = new Guid("6c1b2f3e-8c0e-5d1a-9b60-5a8e1f7d4c20").ToByteArray(bigEndian: true);

    /// <summary>UUID version 5 (RFC 9562, 5.5) of "dataset/key" in SahelMap's namespace.</summary>
    public static Guid For(string dataset, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var length = Namespace.Length + Encoding.UTF8.GetMaxByteCount(dataset.Length + 1 + key.Length);
        Span<byte> name = length <= 512 ? stackalloc byte[length] : new byte[length];
        Namespace.CopyTo(name);
        var end = Namespace.Length + Encoding.UTF8.GetBytes(dataset, name[Namespace.Length..]);
        name[end++] = (byte)'/';
        end += Encoding.UTF8.GetBytes(key, name[end..]);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is defined on SHA-1; nothing is protected by it.
        SHA1.HashData(name[..end], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
