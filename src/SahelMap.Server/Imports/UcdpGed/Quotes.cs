namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>RFC 4180's rule for quotation marks, for a reader that forgives what breaks it.</summary>
internal static class Quotes
{
    public static bool AreSound(ReadOnlySpan<char> record, char delimiter)
    {
        while (true)
        {
            if (record.Length > 0 && record[0] == '"')
            {
                record = record[1..];
                while (true)
                {
                    var end = record.IndexOf('"');
                    if (end < 0) return false; // never closed
                    record = record[(end + 1)..];
                    if (record.Length == 0 || record[0] != '"') break;
                    record = record[1..]; // a doubled mark
                }
                if (record.Length == 0 || record[0] is '\r' or '\n') return true;
                if (record[0] != delimiter) return false;
                record = record[1..];
            }
            else
            {
                var next = record.IndexOf(delimiter);
                if (next < 0) return true;
                record = record[(next + 1)..];
            }
        }
    }
}
