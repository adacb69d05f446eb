using SahelMap.Client.Api;
using SahelMap.Client.I18n;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>How an answer is cited: what it says about, what it was computed from and with, when, and where it can be had again.</summary>
public sealed class Citation(Text text, Catalog catalog)
{
    public string Of<T>(AnalysisAnswer<T> answer, DateOnly day, string address) => text[
        "analysis.citation", text["analysis.view." + answer.Analysis], new QuestionInWords(text, catalog).Question(answer.Request),
        Data(answer.Data, answer.Code), text.Day(day), address];

    /// <summary>The state of the records and the version of the program.</summary>
    public string Data(DataVersion data, string code)
    {
        var files = string.Join(", ", data.Imports.Select(i => i.File).Distinct());
        return text["analysis.citationData", text.Number(data.Position), data.Epoch, code] + (files.Length > 0 ? " " + text["analysis.citationFiles", files] : "");
    }
}
