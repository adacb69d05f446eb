using System.Security.Cryptography;
using System.Text.Json;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>The files of geodata/, as they are on disk.</summary>
internal sealed class GeodataFiles(string folder)
{
    public const string Dataset = "geodata";

    private static readonly string[] Records = ["actors.json", "mandates.json", "deployments.json", "incidents.json"];
    private static readonly string[] Basemap = [.. BasemapFiles.Layers.Select(l => Path.Combine("basemap", $"{l}.geojson"))];

    /// <summary>Of the basemap's files.</summary>
    public Task<string> BasemapDigestAsync(CancellationToken cancellationToken) => DigestAsync(Basemap, cancellationToken);

    /// <summary>Of everything that decides what the load gives: all files, and the code that makes areas of rules.</summary>
    public async Task<string> DigestAsync(CancellationToken cancellationToken)
    {
        var files = await DigestAsync([.. Records, .. Basemap], cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(files), .. typeof(AreaRules).Module.ModuleVersionId.ToByteArray(), .. typeof(GeodataFiles).Module.ModuleVersionId.ToByteArray()]));
    }

    /// <summary>The records of a file, an array of objects.</summary>
    public async Task<IReadOnlyList<RecordReader>> ReadAsync(string file, string idMember, CancellationToken cancellationToken)
    {
        var array = await ParseAsync(file, cancellationToken);
        if (array.ValueKind != JsonValueKind.Array) throw new SetUpException($"{file}: found {array.ValueKind}; expected an array of records.");
        var records = array.EnumerateArray().Select((r, i) => RecordReader.Of(file, idMember, i, r)).ToList();
        if (records.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new SetUpException($"{file}, record \"{twice.Key}\", {idMember}: found {twice.Count()} records with it; expected one.");
        return records;
    }

    public async Task<JsonElement> ParseAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(Path.Combine(folder, file));
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new SetUpException($"{file}, line {e.LineNumber + 1}, is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetUpException($"{file} of geodata/ cannot be read: {e.Message}", e);
        }
    }

    private async Task<string> DigestAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            try
            {
                hash.AppendData(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SetUpException($"{file} of geodata/ cannot be read: {e.Message}", e);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
