using System.Collections.Concurrent;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Reads patterns; what a pattern asks and the emulator has not is refused by its letter.</summary>
internal static class TimePatterns
{
    private static readonly ConcurrentDictionary<(char Kind, string Pattern), TimePattern> s_cache = new();

    /// <summary>The pattern of <c>date_format</c> and <c>date_parse</c>.</summary>
    public static TimePattern MySql(string pattern) => s_cache.GetOrAdd(('m', pattern), key => ReadMySql(key.Pattern));

    /// <summary>The pattern of <c>format_datetime</c> and <c>parse_datetime</c>.</summary>
    public static TimePattern Joda(string pattern) =>
        s_cache.GetOrAdd(('j', pattern), key => ReadLetters(key.Pattern, "GCKkz", "format_datetime"));

    /// <summary>The pattern of <c>TD_TIME_FORMAT</c>: only letters that mean the same in each of Java's pattern languages.</summary>
    public static TimePattern Java(string pattern) =>
        s_cache.GetOrAdd(('t', pattern), key => ReadLetters(key.Pattern, "GCKkzYxeuWFLXQ", "TD_TIME_FORMAT"));

    private static TimePattern ReadMySql(string pattern)
    {
        var tokens = new List<TimeToken>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                tokens.Add(Literal(pattern[i].ToString()));
                continue;
            }
            if (++i == pattern.Length)
                throw new SqlFailedException($"Invalid date format string: {pattern}");
            switch (pattern[i])
            {
                case 'a':
                    tokens.Add(new TimeToken(TimeField.DayShort, 0, 0));
                    break;
                case 'b':
                    tokens.Add(new TimeToken(TimeField.MonthShort, 0, 0));
                    break;
                case 'c':
                    tokens.Add(new TimeToken(TimeField.Month, 1, 2));
                    break;
                case 'd':
                    tokens.Add(new TimeToken(TimeField.Day, 2, 2));
                    break;
                case 'e':
                    tokens.Add(new TimeToken(TimeField.Day, 1, 2));
                    break;
                case 'f':
                    tokens.Add(new TimeToken(TimeField.Fraction, 6, 9));
                    break;
                case 'H':
                    tokens.Add(new TimeToken(TimeField.Hour, 2, 2));
                    break;
                case 'h' or 'I':
                    tokens.Add(new TimeToken(TimeField.Hour12, 2, 2));
                    break;
                case 'i':
                    tokens.Add(new TimeToken(TimeField.Minute, 2, 2));
                    break;
                case 'j':
                    tokens.Add(new TimeToken(TimeField.DayOfYear, 3, 3));
                    break;
                case 'k':
                    tokens.Add(new TimeToken(TimeField.Hour, 1, 2));
                    break;
                case 'l':
                    tokens.Add(new TimeToken(TimeField.Hour12, 1, 2));
                    break;
                case 'M':
                    tokens.Add(new TimeToken(TimeField.MonthName, 0, 0));
                    break;
                case 'm':
                    tokens.Add(new TimeToken(TimeField.Month, 2, 2));
                    break;
                case 'p':
                    tokens.Add(new TimeToken(TimeField.HalfDay, 0, 0));
                    break;
                case 'r':
                    AddTime(TimeField.Hour12);
                    tokens.Add(Literal(" "));
                    tokens.Add(new TimeToken(TimeField.HalfDay, 0, 0));
                    break;
                case 'S' or 's':
                    tokens.Add(new TimeToken(TimeField.Second, 2, 2));
                    break;
                case 'T':
                    AddTime(TimeField.Hour);
                    break;
                case 'v':
                    tokens.Add(new TimeToken(TimeField.Week, 2, 2));
                    break;
                case 'x':
                    tokens.Add(new TimeToken(TimeField.WeekYear, 4, 4));
                    break;
                case 'W':
                    tokens.Add(new TimeToken(TimeField.DayName, 0, 0));
                    break;
                case 'Y':
                    tokens.Add(new TimeToken(TimeField.Year, 4, 4));
                    break;
                case 'y':
                    tokens.Add(new TimeToken(TimeField.TwoDigitYear, 2, 2));
                    break;
                case 'D' or 'U' or 'u' or 'V' or 'w' or 'X':
                    throw new SqlFailedException($"%{pattern[i]} not currently supported in date format string");
                default:
                    tokens.Add(Literal(pattern[i].ToString()));
                    break;
            }
        }
        return new TimePattern(pattern, tokens);

        void AddTime(TimeField hour)
        {
            tokens.Add(new TimeToken(hour, 2, 2));
            tokens.Add(Literal(":"));
            tokens.Add(new TimeToken(TimeField.Minute, 2, 2));
            tokens.Add(Literal(":"));
            tokens.Add(new TimeToken(TimeField.Second, 2, 2));
        }
    }

    private static TimePattern ReadLetters(string pattern, string refused, string function)
    {
        var tokens = new List<TimeToken>();
        for (var i = 0; i < pattern.Length; )
        {
            var c = pattern[i];
            if (c == '\'')
            {
                tokens.Add(Literal(ReadQuoted(pattern, ref i)));
                continue;
            }
            if (!char.IsAsciiLetter(c))
            {
                tokens.Add(Literal(c.ToString()));
                i++;
                continue;
            }
            var count = 1;
            while (i + count < pattern.Length && pattern[i + count] == c)
                count++;
            i += count;
            // Digits that follow at once end a year after as many as its letters; else it takes all there are.
            var adjacent = i < pattern.Length && char.IsAsciiLetter(pattern[i]);
            if (refused.Contains(c, StringComparison.Ordinal))
                throw Unsupported(pattern, c, function);
            tokens.Add(Letter(pattern, c, count, adjacent, function));
        }
        return new TimePattern(pattern, tokens);
    }

    private static TimeToken Letter(string pattern, char c, int count, bool adjacent, string function) =>
        c switch
        {
            'y' or 'Y' when count == 2 => new(TimeField.TwoDigitYear, 2, 2),
            'y' or 'Y' => new(TimeField.Year, count, adjacent ? count : 9),
            'x' => new(TimeField.WeekYear, count, 9),
            'M' when count >= 4 => new(TimeField.MonthName, 0, 0),
            'M' when count == 3 => new(TimeField.MonthShort, 0, 0),
            'M' => new(TimeField.Month, count, 2),
            'd' => new(TimeField.Day, count, 2),
            'D' => new(TimeField.DayOfYear, count, 3),
            'w' => new(TimeField.Week, count, 2),
            'e' => new(TimeField.DayOfWeek, count, 1),
            'E' when count >= 4 => new(TimeField.DayName, 0, 0),
            'E' => new(TimeField.DayShort, 0, 0),
            'a' => new(TimeField.HalfDay, 0, 0),
            'H' => new(TimeField.Hour, count, 2),
            'h' => new(TimeField.Hour12, count, 2),
            'm' => new(TimeField.Minute, count, 2),
            's' => new(TimeField.Second, count, 2),
            'S' when count <= 6 => new(TimeField.Fraction, count, count),
            'Z' when count == 1 => new(TimeField.Offset, 0, 0),
            'Z' when count == 2 => new(TimeField.OffsetColon, 0, 0),
            'Z' when count == 3 => new(TimeField.ZoneId, 0, 0),
            _ => throw Unsupported(pattern, c, function),
        };

    private static string ReadQuoted(string pattern, ref int i)
    {
        var text = new StringBuilder();
        i++;
        if (i < pattern.Length && pattern[i] == '\'')
        {
            i++;
            return "'";
        }
        while (i < pattern.Length)
        {
            if (pattern[i] == '\'')
            {
                i++;
                if (i >= pattern.Length || pattern[i] != '\'')
                    return text.ToString();
            }
            text.Append(pattern[i++]);
        }
        throw new SqlFailedException($"Invalid date format string: {pattern}");
    }

    private static TimeToken Literal(string text) => new(TimeField.Literal, 0, 0, text);

    private static SqlFailedException Unsupported(string pattern, char letter, string function) =>
        new($"'{letter}' in the pattern '{pattern}' of {function} is not supported by the emulator");
}
