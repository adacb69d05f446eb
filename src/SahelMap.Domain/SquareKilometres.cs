using System.Globalization;

namespace SahelMap.Domain;

/// <summary>Ground area in square kilometres.</summary>
public readonly record struct SquareKilometres(double Value) : IComparable<SquareKilometres>
{
    public static SquareKilometres Zero => default;

    public static SquareKilometres FromSquareMetres(double m2) => new(m2 / 1_000_000);

    public int CompareTo(SquareKilometres other) => Value.CompareTo(other.Value);

    public static SquareKilometres operator +(SquareKilometres a, SquareKilometres b) => new(a.Value + b.Value);
    public static bool operator <(SquareKilometres a, SquareKilometres b) => a.Value < b.Value;
    public static bool operator >(SquareKilometres a, SquareKilometres b) => a.Value > b.Value;
    public static bool operator <=(SquareKilometres a, SquareKilometres b) => a.Value <= b.Value;
    public static bool operator >=(SquareKilometres a, SquareKilometres b) => a.Value >= b.Value;

    public static SquareKilometres Add(SquareKilometres a, SquareKilometres b) => a + b;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:R} km²");
}
