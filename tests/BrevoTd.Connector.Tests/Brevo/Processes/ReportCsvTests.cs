using System.Text;
using BrevoTd.Connector.Brevo;
using CsCheck;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class ReportCsvTests
{
    [Theory]
    [InlineData("EMAIL;SMS\na@b.c;123\n")]
    [InlineData("EMAIL,SMS\r\na@b.c,123\r\n")]
    [InlineData("EMAIL\tSMS\ra@b.c\t123")]
    [InlineData("EMAIL|SMS\n\n\"a@b.c\"|\"123\"\n\n")]
    [InlineData("\uFEFFEMAIL;SMS\na@b.c;123")]
    [InlineData("sep=;\nEMAIL;SMS\na@b.c; 123 ")]
    public void Parse_AnySeparatorAndLineEnd_GivesTheFields(string text)
    {
        var lines = ReportCsv.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            [
                ["EMAIL", "SMS"],
                ["a@b.c", "123"],
            ],
            lines
        );
    }

    [Fact]
    public void Parse_Utf16_IsRead()
    {
        byte[] content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("EMAIL;X\né@b.c;1")];

        Assert.Equal(
            [
                ["EMAIL", "X"],
                ["é@b.c", "1"],
            ],
            ReportCsv.Parse(content)
        );
    }

    [Fact]
    public void Parse_QuotedFields_KeepSeparatorsQuotesAndLineBreaks()
    {
        var lines = ReportCsv.Parse(Encoding.UTF8.GetBytes("EMAIL,NAME\na@b.c,\"Doe, \"\"J\"\"\r\nJr\"\nd@e.f,x"));

        Assert.Equal(
            [
                ["EMAIL", "NAME"],
                ["a@b.c", "Doe, \"J\"\r\nJr"],
                ["d@e.f", "x"],
            ],
            lines
        );
    }

    [Fact]
    public void Parse_OneColumn_NeedsNoSeparator() =>
        Assert.Equal(
            [
                ["EMAIL"],
                ["a@b.c"],
                ["d@e.f"],
            ],
            ReportCsv.Parse("EMAIL\na@b.c\nd@e.f"u8.ToArray())
        );

    [Fact]
    public void Parse_CommasInsideOneColumnOfASemicolonFile_DoNotWin()
    {
        var lines = ReportCsv.Parse("EMAIL;NAME\na@b.c;Doe, J\nd@e.f;Roe\n"u8.ToArray());

        Assert.Equal(["a@b.c", "Doe, J"], lines[1]);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><Error/>")]
    [InlineData("\n <html>")]
    public void Parse_PageInsteadOfCsv_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => ReportCsv.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parse_Empty_HasNoLines() => Assert.Empty(ReportCsv.Parse(default));

    [Fact]
    public void Parse_WhatWasWritten_ComesBack()
    {
        var field = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.OneOfConst(';', ',', '"', '\n', '\r', '|', ' ')), 0, 8]
            .Select(text => text.Trim());
        var row = Gen.Select(field, field, field, (a, b, c) => new[] { "k" + a, b, c });
        Gen.Select(row.List[1, 12], Gen.OneOfConst("\n", "\r\n"))
            .Sample(
                (rows, lineEnd) =>
                {
                    var text = string.Concat(rows.Select(cells => string.Join(';', cells.Select(Quote)) + lineEnd));
                    var lines = ReportCsv.Parse(Encoding.UTF8.GetBytes("K;A;B" + lineEnd + text));
                    Assert.Equal(
                        [
                            ["K", "A", "B"],
                            .. rows,
                        ],
                        lines
                    );
                },
                iter: 3_000
            );

        static string Quote(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    [Fact]
    public void Parse_AnyText_EndsWithoutAnException() =>
        Gen.String[0, 200]
            .Where(text => !text.TrimStart().StartsWith('<'))
            .Sample(text => ReportCsv.Parse(Encoding.UTF8.GetBytes(text)) is not null);
}
