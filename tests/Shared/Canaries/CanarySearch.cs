using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Testing;

/// <summary>Finds secrets and people's data in texts: known values, and everything that looks like one.</summary>
internal sealed partial class CanarySearch
{
    private const int MinDigits = 7;

    // The country may be left out, and a national prefix may stand in its place.
    private const int NationalDigits = 9;

    private readonly Regex? _values;
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly int[] _lengths;

    /// <summary>Makes a search that knows some values besides the looks.</summary>
    public CanarySearch(IEnumerable<string> values)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            if (!IsNumber(value))
            {
                words.Add(value);
                continue;
            }

            var digits = new string([.. value.Where(char.IsAsciiDigit)]);
            if (digits.Length >= MinDigits)
            {
                _numbers.Add(digits);
                _numbers.Add(digits.Length > NationalDigits ? digits[^NationalDigits..] : digits);
            }
        }

        Values = words.Count + _numbers.Count;
        _lengths = [.. _numbers.Select(number => number.Length).Distinct()];
        _values =
            words.Count == 0
                ? null
                : new Regex(string.Join('|', words.Select(Regex.Escape)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>How many values it knows.</summary>
    public int Values { get; }

    /// <summary>What a text gives away, each with the spelling in which it stands there.</summary>
    public IReadOnlyList<(string Form, string Value)> FindIn(string text)
    {
        var found = new List<(string Form, string Value)>();
        foreach (var (form, reading) in CanarySpellings.Read(text))
        {
            Add(found, form, _values?.Match(reading));
            Add(found, form, Email().Match(reading));
            Add(found, form, Secret().Match(reading));
            var digits = CanarySpellings.Digits(reading);
            foreach (var run in DigitRun().EnumerateMatches(digits))
            {
                AddNumber(found, form, digits.AsSpan(run.Index, run.Length));
            }
        }

        return found;
    }

    private static void Add(List<(string Form, string Value)> found, string form, Match? match)
    {
        if (match is { Success: true })
        {
            found.Add((form, match.Value));
        }
    }

    private void AddNumber(List<(string Form, string Value)> found, string form, ReadOnlySpan<char> digits)
    {
        foreach (var length in _lengths)
        {
            for (var start = 0; start + length <= digits.Length; start++)
            {
                var number = digits.Slice(start, length).ToString();
                if (_numbers.Contains(number))
                {
                    found.Add((form == "raw" ? "digits" : $"digits in {form}", number));
                    return;
                }
            }
        }
    }

    private static bool IsNumber(string value) => PhoneNumber().IsMatch(value);

    // Our own texts show the form of an address by this one.
    [GeneratedRegex(
        """(?!name@domain\.tld)(?<![A-Z0-9._%+"'&\-])[A-Z0-9._%+"'&\-]{1,64}@(?:[A-Z0-9\-]+\.)+[A-Z]{1,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Email();

    // Keys of both services, tokens in their headers, JSON web tokens, numbers in E.164 form, and the mark of our own canaries.
    [GeneratedRegex(
        """xkeysib-[A-Z0-9]|\b[0-9]+/[0-9a-f]{12}|\bTD1\s+[0-9]|\bBearer\s+[A-Z0-9._~+/\-]{12}|\beyJ[A-Z0-9_\-]{10}|\+[1-9][0-9]{9,14}(?![0-9])|canary(?:[+0-9]|\.token)|ca0a27[0-9a-f]{8}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Secret();

    [GeneratedRegex("[0-9]{7,}", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRun();

    [GeneratedRegex("""^\+?[0-9][0-9 .()\-/\u00A0]*$""", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
