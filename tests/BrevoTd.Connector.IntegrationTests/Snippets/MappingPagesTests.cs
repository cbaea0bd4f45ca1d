namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>What the pages about mapping say comes out of their code comes out of it.</summary>
public class MappingPagesTests
{
    private const string Cookbook = "docs/mapping-cookbook.md";

    [Theory]
    [InlineData("docs/mapping.md")]
    [InlineData(Cookbook)]
    public async Task Code_OfThePage_GivesWhatThePageSays(string page)
    {
        var cases = await PageCase.RunAsync(page);

        Assert.NotEmpty(cases);
        Assert.All(
            cases,
            x =>
                Assert.True(
                    x.Case.Expected == PageRecords.Apply(x.Made, x.Case.Expected),
                    $"{page}, {x.Case.Title}:\n{PageRecords.Apply(x.Made, x.Case.Expected)}"
                )
        );
    }

    [Fact]
    public async Task Cookbook_Has25CasesThatRun() =>
        Assert.Equal(25, (await PageCase.RunAsync(Cookbook)).Select(x => x.Case.Title).Distinct().Count());

    [Fact]
    public async Task Apply_OfAnotherText_ShowsTheDifference()
    {
        var (lesson, made) = (await PageCase.RunAsync("docs/mapping.md")).First(x =>
            x.Case.Expected.Contains("→ {", StringComparison.Ordinal)
        );
        var wrong = lesson.Expected.Replace("→ {", "→ {\"x\":1,", StringComparison.Ordinal);

        Assert.Equal(lesson.Expected, PageRecords.Apply(made, wrong));
    }
}
