namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The rules for names (reference §5.3).</summary>
internal static class TableNames
{
    public const int MinimumLength = 3;
    public const int MaximumLength = 255;

    /// <summary>Checks a database or table name that is about to be created.</summary>
    /// <exception cref="TdException">422, with the rule that is broken.</exception>
    public static void Check(string name, string what)
    {
        if (name.Length is < MinimumLength or > MaximumLength)
            throw TdException.Invalid($"{what} name must be {MinimumLength} to {MaximumLength} characters, got {name.Length} characters");
        if (!IsPlain(name))
            throw TdException.Invalid($"{what} name must only consist of lower-case alpha-numeric characters and '_'");
    }

    public static bool IsPlain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>A name for SQL made from a key: lower case, anything else an underscore, and none of those that are taken.</summary>
    public static string ToAlias(string key, Func<string, bool> isTaken)
    {
        var plain = string.Create(
            key.Length,
            key,
            static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var c = char.ToLowerInvariant(source[i]);
                    target[i] = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '_';
                }
            }
        );
        var alias = plain;
        for (var number = 2; isTaken(alias); number++)
        {
            alias = $"{plain}_{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        }

        return alias;
    }
}
