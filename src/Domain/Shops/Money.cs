using System.Globalization;

namespace GptMessenger.Domain.Shops;

/// <summary>An amount as the shop lists it.</summary>
/// <param name="Amount">With the decimals it was listed with.</param>
/// <param name="Currency">ISO 4217; null where the shop's files never say.</param>
public readonly record struct Money(decimal Amount, string? Currency)
{
    public override string ToString() =>
        Currency is null ? Amount.ToString(CultureInfo.InvariantCulture) : $"{Amount.ToString(CultureInfo.InvariantCulture)} {Currency}";
}
