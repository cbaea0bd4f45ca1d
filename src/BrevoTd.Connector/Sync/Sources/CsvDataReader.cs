using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Streams a CSV file (RFC 4180) as text columns named by its header. A line with more or fewer fields than the header is an error with its number, not a guess.
/// </summary>
internal sealed class CsvDataReader : DbDataReader
{
    private readonly TextReader _input;
    private readonly char _delimiter;
    private readonly char[] _buffer = new char[64 * 1024];
    private readonly StringBuilder _field = new();
    private readonly List<string?> _fields = [];
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.OrdinalIgnoreCase);
    private string[] _names = [];
    private int _position;
    private int _length;
    private long _line = 1;
    private bool _isClosed;

    private CsvDataReader(TextReader input, char delimiter)
    {
        _input = input;
        _delimiter = delimiter;
    }

    public override int FieldCount => _names.Length;

    public override int Depth => 0;

    public override bool HasRows => true;

    public override bool IsClosed => _isClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public static async Task<DbDataReader> OpenAsync(string path, char delimiter, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new SyncSourceException($"There is no file '{Path.GetFileName(path)}' at the given path.");
        }

        Stream file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            64 * 1024,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            file = new GZipStream(file, CompressionMode.Decompress);
        }

        var reader = new CsvDataReader(new StreamReader(file, Encoding.UTF8), delimiter);
        try
        {
            await reader.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var line = _line;
        if (!await ReadRecordAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (_fields.Count != _names.Length)
        {
            throw new SyncSourceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {line} of the CSV file has {_fields.Count} fields, and its header has {_names.Length}. Quote fields that contain the delimiter, or name the right delimiter."
                )
            );
        }

        return true;
    }

    public override bool Read() => throw new NotSupportedException("Read the file with ReadAsync.");

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => _fields[ordinal] is null;

    public override string GetString(int ordinal) =>
        _fields[ordinal] ?? throw new InvalidCastException($"Column '{_names[ordinal]}' is NULL in this row.");

    public override object GetValue(int ordinal) => (object?)_fields[ordinal] ?? DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override string GetName(int ordinal) => _names[ordinal];

    [SuppressMessage("Usage", "CA2201", Justification = "Data readers tell of a column that they do not have with this exception.")]
    public override int GetOrdinal(string name) =>
        _ordinals.TryGetValue(name, out var ordinal)
            ? ordinal
            : throw new IndexOutOfRangeException($"The CSV file has no column '{name}'. It has: {string.Join(", ", _names)}.");

    public override string GetDataTypeName(int ordinal) => "text";

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields)]
    public override Type GetFieldType(int ordinal) => typeof(string);

    public override bool GetBoolean(int ordinal) => bool.Parse(GetString(ordinal));

    public override byte GetByte(int ordinal) => byte.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException("A CSV file has text columns only.");

    public override char GetChar(int ordinal) => GetString(ordinal)[0];

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        if (buffer is null)
        {
            return text.Length;
        }

        var count = (int)Math.Max(0, Math.Min(length, text.Length - dataOffset));
        text.CopyTo((int)dataOffset, buffer, bufferOffset, count);
        return count;
    }

    public override DateTime GetDateTime(int ordinal) =>
        DateTime.Parse(GetString(ordinal), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public override decimal GetDecimal(int ordinal) => decimal.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override double GetDouble(int ordinal) => double.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override float GetFloat(int ordinal) => float.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal));

    public override short GetInt16(int ordinal) => short.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override int GetInt32(int ordinal) => int.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override long GetInt64(int ordinal) => long.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isClosed = true;
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await ReadRecordAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new SyncSourceException("The CSV file is empty. Its first line must name the columns.");
        }

        _names = [.. _fields.Select(field => (field ?? "").Trim())];
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i].Length == 0 || !_ordinals.TryAdd(_names[i], i))
            {
                throw new SyncSourceException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column {i + 1} of the CSV file {(_names[i].Length == 0 ? "has no name" : "has the name of another one")}. Its first line must name each column once."
                    )
                );
            }
        }
    }

    /// <summary>Reads one record into the fields; blank lines are passed over.</summary>
    private async ValueTask<bool> ReadRecordAsync(CancellationToken cancellationToken)
    {
        _fields.Clear();
        _field.Clear();
        var (isQuoted, wasQuoted) = (false, false);
        while (true)
        {
            if (_position == _length && !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                if (isQuoted)
                {
                    throw new SyncSourceException("The CSV file ends within a quoted field.");
                }

                if (_fields.Count == 0 && _field.Length == 0 && !wasQuoted)
                {
                    return false;
                }

                EndField(wasQuoted);
                return true;
            }

            var c = _buffer[_position++];
            if (isQuoted)
            {
                if (c != '"')
                {
                    _line += c == '\n' ? 1 : 0;
                    _field.Append(c);
                }
                else if ((_position < _length || await FillAsync(cancellationToken).ConfigureAwait(false)) && _buffer[_position] == '"')
                {
                    _field.Append('"');
                    _position++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && _field.Length == 0 && !wasQuoted)
            {
                (isQuoted, wasQuoted) = (true, true);
            }
            else if (c == _delimiter)
            {
                EndField(wasQuoted);
                wasQuoted = false;
            }
            else if (c == '\n')
            {
                _line++;
                if (_fields.Count == 0 && _field.Length == 0 && !wasQuoted)
                {
                    continue;
                }

                EndField(wasQuoted);
                return true;
            }
            else if (c != '\r')
            {
                _field.Append(c);
            }
        }
    }

    private void EndField(bool wasQuoted)
    {
        _fields.Add(_field.Length == 0 && !wasQuoted ? null : _field.ToString());
        _field.Clear();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _length = await _input.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        _position = 0;
        return _length > 0;
    }
}
