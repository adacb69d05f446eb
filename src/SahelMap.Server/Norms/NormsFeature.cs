namespace SahelMap.Server.Norms;

public static class NormsFeature
{
    public static WebApplication MapMandates(this WebApplication app) => app;
}
