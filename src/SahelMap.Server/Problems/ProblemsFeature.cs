namespace SahelMap.Server.Problems;

public static class ProblemsFeature
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services;
}
