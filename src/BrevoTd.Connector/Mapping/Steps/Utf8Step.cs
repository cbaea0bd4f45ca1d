using System.Buffers;

namespace BrevoTd.Connector.Mapping;

/// <summary>A step of your own over UTF-8 text: bytes in, bytes out, without a string in between.</summary>
/// <param name="value">The text, never empty. It may contain bytes that are not UTF-8.</param>
/// <param name="output">Where the new text goes.</param>
/// <returns>What became of the text.</returns>
public delegate StepResult Utf8Step(ReadOnlySpan<byte> value, IBufferWriter<byte> output);
