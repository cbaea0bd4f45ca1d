using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdRowWriter
{
    /// <summary>Writes a list of texts.</summary>
    /// <param name="values">The texts; any may be <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair; the column still waits for a value.</exception>
    public void WriteList(IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var mark = _row.Length;
        var writer = BeginValue();
        try
        {
            writer.WriteArrayHeader(values.Count);
            for (var i = 0; i < values.Count; i++)
            {
                WriteTextOrNil(ref writer, values[i]);
            }
        }
        catch
        {
            _row.Length = mark;
            throw;
        }

        EndValue(ref writer);
    }

    /// <summary>Writes a list of whole numbers.</summary>
    /// <param name="values">The numbers.</param>
    public void WriteList(IReadOnlyList<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var writer = BeginValue();
        writer.WriteArrayHeader(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            writer.Write(values[i]);
        }

        EndValue(ref writer);
    }

    /// <summary>Writes a list of numbers; NaN becomes null.</summary>
    /// <param name="values">The numbers.</param>
    public void WriteList(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var writer = BeginValue();
        writer.WriteArrayHeader(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            if (double.IsNaN(values[i]))
            {
                writer.WriteNil();
            }
            else
            {
                writer.Write(values[i]);
            }
        }

        EndValue(ref writer);
    }

    /// <summary>Writes a map of texts, in the order of its keys, so that equal maps give equal bytes.</summary>
    /// <param name="values">Keys and texts; a text may be <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair; the column still waits for a value.</exception>
    public void WriteMap(IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var mark = _row.Length;
        var writer = BeginValue();
        try
        {
            writer.WriteMapHeader(values.Count);
            foreach (var (key, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                TdTextEncoder.Write(ref writer, key, _name);
                WriteTextOrNil(ref writer, value);
            }
        }
        catch
        {
            _row.Length = mark;
            throw;
        }

        EndValue(ref writer);
    }

    /// <summary>Writes a value that is MessagePack already, such as <see cref="TdRow.Raw(int)"/> of a row that was read.</summary>
    /// <param name="messagePack">Exactly one value. Treasure Data takes no extensions, timestamps included.</param>
    /// <exception cref="ArgumentException">The bytes are not exactly one value, or it is an extension; the column still waits for a value.</exception>
    public void WriteRawValue(ReadOnlySpan<byte> messagePack)
    {
        var length = 0;
        if (TdTokenScanner.Skip(messagePack, ref length) != TdScanStatus.Done || length != messagePack.Length)
        {
            throw new ArgumentException($"The bytes for column '{_name}' are not exactly one MessagePack value.", nameof(messagePack));
        }

        if (TdToken.Kind(messagePack) == TdValueKind.Extension)
        {
            throw new ArgumentException(
                $"The value for column '{_name}' is a MessagePack extension, which Treasure Data does not take.",
                nameof(messagePack)
            );
        }

        var writer = BeginValue();
        writer.WriteRaw(messagePack);
        EndValue(ref writer, isTime: TdToken.Kind(messagePack) == TdValueKind.Integer);
    }

    private void WriteTextOrNil(ref MessagePackWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNil();
        }
        else
        {
            TdTextEncoder.Write(ref writer, text, _name);
        }
    }
}
