using Microsoft.Extensions.Localization;
using MudBlazor;

namespace SahelMap.Client.I18n;

/// <summary>MudBlazor's own texts, from our resource files under "mud.*".</summary>
public sealed class MudTexts(Text text) : MudLocalizer
{
    public override LocalizedString this[string key] =>
        text.Has("mud." + key) ? new LocalizedString(key, text["mud." + key]) : new LocalizedString(key, key, resourceNotFound: true);
}
