namespace SahelMap.Client.Editing;

/// <summary>Ids in the page for fields of the form.</summary>
public static class FormId
{
    public static string Of(string field) => "field-" + field.Replace('.', '-');
}
