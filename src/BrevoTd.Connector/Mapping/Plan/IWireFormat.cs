namespace BrevoTd.Connector.Mapping;

/// <summary>
/// How fields are written: the part of a wire shape that its rules see. A new shape brings one of these and an encoder that frames the record; rules, steps and pipes stay.
/// </summary>
internal interface IWireFormat
{
    /// <summary>The name with everything that surrounds it on the wire, made once per plan.</summary>
    static abstract byte[] EncodeName(string name);

    /// <returns>Position of the text's first byte in the buffer; the text ends one byte before the buffer's end where the format quotes it.</returns>
    static abstract int WriteText(RecordBuffer buffer, byte[] name, ReadOnlySpan<byte> utf8);

    /// <inheritdoc cref="WriteText(RecordBuffer, byte[], ReadOnlySpan{byte})"/>
    static abstract int WriteText(EncodeContext context, byte[] name, string text);

    static abstract void WriteInt64(RecordBuffer buffer, byte[] name, long value);

    static abstract void WriteDouble(RecordBuffer buffer, byte[] name, double value);

    static abstract void WriteDecimal(RecordBuffer buffer, byte[] name, decimal value);

    static abstract void WriteBoolean(RecordBuffer buffer, byte[] name, bool value);

    static abstract void WriteDate(RecordBuffer buffer, byte[] name, DateOnly value);

    static abstract void WriteTimestamp(RecordBuffer buffer, byte[] name, DateTimeOffset value);

    /// <summary>Writes what clears a value on the receiving side.</summary>
    static abstract void WriteCleared(RecordBuffer buffer, byte[] name);
}
