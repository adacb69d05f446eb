using System.Globalization;
using SahelMap.Contracts;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>The method of each study in a paragraph, and the warning that goes with every rate. docs/method.md has the formulas.</summary>
public static class StudyWords
{
    public static readonly Wording Warning = new(
        "Association is not cause: forces go where violence is, and violence follows them. These rates describe where and when harm was recorded beside whose presence; they do not say that the presence brought it about or prevented it.",
        "Une association n'est pas une cause : les forces vont où est la violence, et la violence les suit. Ces taux décrivent où et quand des atteintes ont été relevées à côté de quelle présence ; ils ne disent pas que cette présence les a causées ou empêchées.");

    public static Wording Exposure(AnalysisRequest r) => new(
        $"The study area is cut along the outlines of all chosen deployments, and each piece's days are sorted into PoC only, CT only, both or neither; ground × days is the exposure, equal-area, nothing counted twice. "
        + $"An incident counts once, on its first day, where its record places it. Rates are per 1,000 km² and month of 30.4375 days, with 95 % intervals: {(Clustered(r) ? "bootstrap over incidents" : "exact Poisson (Garwood), for ratios exact conditional")}. "
        + Draws(r, "Bands"),
        $"La zone d'étude est découpée selon les contours de tous les déploiements choisis, et les jours de chaque morceau sont rangés en PoC seul, CT seul, les deux ou aucun ; sol × jours est l'exposition, à superficies égales, rien n'étant compté deux fois. "
        + $"Un incident compte une fois, à son premier jour, là où sa fiche le place. Les taux sont pour 1 000 km² et un mois de 30,4375 jours, avec des intervalles à 95 % : {(Clustered(r) ? "bootstrap sur les incidents" : "Poisson exact (Garwood), et conditionnel exact pour les rapports")}. "
        + DrawsFr(r, "Les bandes"));

    public static Wording Arrival(AnalysisRequest r) => new(
        $"For each CT deployment, the ground that it shared with PoC areas on the day of its arrival (or on the day before its departure) is observed for {Whole(r)} days before and after, and all are laid over each other; an event whose window reaches beyond the period is left out. "
        + $"An incident counts for each event whose ground and window hold it. The trend before is a Poisson regression over the points before the event. The permutation test draws {N(r.Permutations)} other dates for each ground, any day being as likely (seed {N(r.Seed)}). "
        + $"Intervals are 95 %: {(Clustered(r) ? "bootstrap over incidents" : "exact Poisson, or a bootstrap over incidents where some count for several events")}. " + Draws(r, "Bands"),
        $"Pour chaque déploiement CT, le sol partagé avec des zones PoC le jour de son arrivée (ou la veille de son départ) est observé {Whole(r)} jours avant et après, et tous sont superposés ; un événement dont la fenêtre dépasse la période est laissé de côté. "
        + $"Un incident compte pour chaque événement dont le sol et la fenêtre le contiennent. La tendance antérieure est une régression de Poisson sur les points d'avant l'événement. Le test de permutation tire {N(r.Permutations)} autres dates pour chaque sol, tout jour étant également probable (graine {N(r.Seed)}). "
        + $"Les intervalles sont à 95 % : {(Clustered(r) ? "bootstrap sur les incidents" : "Poisson exact, ou bootstrap sur les incidents si certains comptent pour plusieurs événements")}. " + DrawsFr(r, "Les bandes"));

    private static bool Clustered(AnalysisRequest r) => r.Outcome is Outcome.CivilianDeaths or Outcome.PeacekeeperDeaths;

    private static string Whole(AnalysisRequest r) => N(Math.Max(1, r.WindowDays / r.BinDays) * r.BinDays);

    private static string Draws(AnalysisRequest r, string what) => r.Draws == 0
        ? "No Monte Carlo draws were asked for."
        : $"{what} are the median and 90 % of {N(r.Draws)} Monte Carlo draws (seed {N(r.Seed)}): each incident is placed anew within its stated precision (25 km, 50 km for a district, its region or its country; its week, month or year), each circle gets 0.4, 1 or 2 times its radius, and each bound of a period a day within its precision.";

    private static string DrawsFr(AnalysisRequest r, string what) => r.Draws == 0
        ? "Aucun tirage de Monte-Carlo n'a été demandé."
        : $"{what} sont la médiane et 90 % de {N(r.Draws)} tirages de Monte-Carlo (graine {N(r.Seed)}) : chaque incident est replacé dans sa précision déclarée (25 km, 50 km pour un district, sa région ou son pays ; sa semaine, son mois ou son année), chaque disque reçoit 0,4, 1 ou 2 fois son rayon, et chaque borne de période un jour dans sa précision.";

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
