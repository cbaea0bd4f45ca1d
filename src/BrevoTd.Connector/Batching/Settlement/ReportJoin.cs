namespace BrevoTd.Connector.Batching;

/// <summary>
/// Finds the records of one batch that the lines of its reports speak of, by e-mail address (case does not matter), external id, or phone number (only digits matter).
/// Columns are recognised by their header, whatever its case and order, or by what stands in them.
/// </summary>
internal sealed class ReportJoin
{
    private const int Ambiguous = -2;
    private const int None = -1;

    private readonly AcceptedBatch _batch;
    private readonly BatchSettlement _settlement;
    private readonly Dictionary<string, int>[] _records;
    private readonly HashSet<int> _rejected = [];

    public ReportJoin(AcceptedBatch batch, BatchSettlement settlement)
    {
        _batch = batch;
        _settlement = settlement;
        _records = [new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
        for (var i = 0; i < batch.Count; i++)
        {
            Index(Kind.Email, batch.GetEmail(i), i);
            Index(Kind.ExternalId, batch.GetExternalId(i), i);
            Index(Kind.Phone, batch.GetPhone(i), i);
            if (batch.GetEmail(i) is { } key && !key.Contains('@', StringComparison.Ordinal))
            {
                // A contact without an e-mail address may be known by a WhatsApp or landline number.
                Index(Kind.Phone, key, i);
            }
        }
    }

    private enum Kind
    {
        Email,
        ExternalId,
        Phone,
    }

    /// <summary>Rejects the records that a report names; those that an earlier report named keep their cause.</summary>
    /// <returns>Lines that name no record.</returns>
    public long Reject(List<string[]> lines, OutcomeCause cause)
    {
        if (lines.Count == 0)
        {
            return 0;
        }

        var columns = ByHeader(lines[0]);
        var hasHeader = columns.Any(static column => column >= 0);
        FindByContent(lines, hasHeader ? 1 : 0, columns);
        var unmatched = 0L;
        for (var i = hasHeader ? 1 : 0; i < lines.Count; i++)
        {
            if (!Apply(lines[i], columns, cause) && (i > 0 || LooksLikeData(lines[i])))
            {
                unmatched++;
            }
        }

        _settlement.AddUnmatchedReportLines(cause, unmatched);
        return unmatched;
    }

    private bool Apply(string[] line, int[] columns, OutcomeCause cause)
    {
        foreach (var kind in (ReadOnlySpan<Kind>)[Kind.Email, Kind.ExternalId, Kind.Phone])
        {
            var found = Find(kind, line, columns[(int)kind]);
            if (found >= 0)
            {
                if (_rejected.Add(found))
                {
                    _settlement.Set(found, RecordOutcome.Rejected, cause);
                }

                return true;
            }

            if (found == Ambiguous)
            {
                Doubt(kind, Normalize(kind, line[columns[(int)kind]]));
                return true;
            }
        }

        return false;
    }

    /// <summary>A line fits several records: it cannot be told which of them was refused.</summary>
    private void Doubt(Kind kind, string identifier)
    {
        for (var i = 0; i < _batch.Count; i++)
        {
            var own = kind switch
            {
                Kind.Email => _batch.GetEmail(i),
                Kind.ExternalId => _batch.GetExternalId(i),
                // A number may also be the key of a contact without an address.
                _ => _batch.GetPhone(i) ?? _batch.GetEmail(i),
            };
            if (own is not null && Normalize(kind, own) == identifier && !_rejected.Contains(i))
            {
                _settlement.Set(i, RecordOutcome.Unverified, OutcomeCause.AmbiguousReportLine);
            }
        }
    }

    private void Index(Kind kind, string? text, int record)
    {
        if (text is null || Normalize(kind, text) is not { Length: > 0 } identifier)
        {
            return;
        }

        var records = _records[(int)kind];
        if (!records.TryAdd(identifier, record) && records[identifier] != record)
        {
            records[identifier] = Ambiguous;
        }
    }

    private int Find(Kind kind, string[] line, int column) =>
        column >= 0
        && column < line.Length
        && Normalize(kind, line[column]) is { Length: > 0 } identifier
        && _records[(int)kind].TryGetValue(identifier, out var record)
            ? record
            : None;

    private static string Normalize(Kind kind, string text) =>
        kind switch
        {
            Kind.Email => KeyText.NormalizeEmail(text),
            Kind.ExternalId => KeyText.NormalizeExternalId(text),
            _ => KeyText.NormalizePhone(text),
        };

    private static int[] ByHeader(string[] header)
    {
        int[] columns = [None, None, None];
        for (var i = 0; i < header.Length; i++)
        {
            if (KindOf(header[i]) is { } kind && columns[(int)kind] < 0)
            {
                columns[(int)kind] = i;
            }
        }

        return columns;
    }

    private static Kind? KindOf(string header)
    {
        if (header.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var name = string.Concat(header.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return name switch
        {
            "EMAIL" or "EMAILADDRESS" or "EMAILID" or "MAIL" or "CONTACTEMAIL" => Kind.Email,
            "EXTID" or "EXTERNALID" => Kind.ExternalId,
            "SMS" or "PHONE" or "PHONENUMBER" or "PHONEID" or "MOBILE" => Kind.Phone,
            _ => null,
        };
    }

    /// <summary>A column without a known name holds an identifier when it mostly holds identifiers of this batch.</summary>
    private void FindByContent(List<string[]> lines, int first, int[] columns)
    {
        var width = lines.Max(static line => line.Length);
        foreach (var kind in (ReadOnlySpan<Kind>)[Kind.Email, Kind.ExternalId, Kind.Phone])
        {
            if (columns[(int)kind] >= 0 || _records[(int)kind].Count == 0)
            {
                continue;
            }

            var best = (Column: None, Hits: 0);
            for (var column = 0; column < width; column++)
            {
                if (columns.Contains(column))
                {
                    continue;
                }

                var (hits, filled) = (0, 0);
                for (var i = first; i < lines.Count; i++)
                {
                    filled += column < lines[i].Length && lines[i][column].Length > 0 ? 1 : 0;
                    hits += Find(kind, lines[i], column) != None ? 1 : 0;
                }

                // Any number may look like somebody's id; an address is nobody else's.
                if (hits > best.Hits && (kind is Kind.Email || hits * 2 >= filled))
                {
                    best = (column, hits);
                }
            }

            columns[(int)kind] = best.Column;
        }
    }

    /// <summary>Tells a first line of data from a header in a language of its own.</summary>
    private static bool LooksLikeData(string[] line) =>
        line.Any(static field => field.Contains('@', StringComparison.Ordinal) || field.Count(char.IsAsciiDigit) >= 5);
}
