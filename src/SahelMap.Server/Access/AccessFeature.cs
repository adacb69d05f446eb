namespace SahelMap.Server.Access;

public static class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services;
}
