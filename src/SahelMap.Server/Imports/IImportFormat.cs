namespace SahelMap.Server.Imports;

/// <summary>A kind of file that can be read. To add one: a folder here and a line in <see cref="ImportFormats.All"/>.</summary>
public interface IImportFormat
{
    /// <summary>As --format names it and an import run keeps it.</summary>
    string Name { get; }

    /// <summary>By what it is recognised, in words: shown where no format recognises a file.</summary>
    string Description { get; }

    /// <summary>Decides by content, never by name.</summary>
    bool Recognises(ImportFile file);

    /// <summary>The file's records in its order, one after the other; memory does not grow with the file.</summary>
    /// <exception cref="ImportException">The file as a whole cannot be read.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(ImportFile file, ImportContext context, CancellationToken cancellationToken);
}

/// <summary>A file cannot be imported at all; the message names it and says why.</summary>
public sealed class ImportException : Exception
{
    public ImportException(string message) : base(message) { }
    public ImportException(string message, Exception inner) : base(message, inner) { }
    public ImportException() { }
}
