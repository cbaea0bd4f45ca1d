using System.Text;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Snippets;

public partial class MappingPageTests
{
    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "customer_id bigint",
        "first_name",
        "last_name",
        "ltv double",
        "phone",
        "opted_out boolean"
    );

    [Fact]
    public void Fences_OfThePage_AreTheCodeThatIsCompiledHere()
    {
        var root = RepositoryRoot();
        var page = File.ReadAllText(Path.Combine(root, "docs", "mapping.md"));
        var code = WithoutIndentation(
            File.ReadAllText(Path.Combine(root, "tests", "BrevoTd.Connector.Tests", "Snippets", "MappingPage.cs"))
        );
        var fences = Fence().Matches(page).Select(match => WithoutIndentation(match.Groups[1].Value)).ToList();

        Assert.Equal(6, fences.Count);
        Assert.All(fences, fence => Assert.Contains(fence, code, StringComparison.Ordinal));
    }

    [Fact]
    public void CustomerContacts_Rows_AreWrittenAsThePageSays()
    {
        var map = new MappingPage.CustomerContacts();

        Assert.Equal(
            """{"email":"ann@example.com","attributes":{"EXT_ID":"7","FIRSTNAME":"there","LTV":"","FULLNAME":"Lee","SMS":"+33612345678"}}""",
            MappingPage.Encode(map, TestRows.Of(s_schema, " Ann@Example.com", 7, null, "Lee", null, "06 12 34 56 78", false))
        );
        Assert.Equal("skipped: opted out", MappingPage.Encode(map, TestRows.Of(s_schema, null, 7, null, null, null, null, true)));
        Assert.Equal(
            "record 1, attributes.LTV ← ltv: must (number): LTV must not be negative",
            MappingPage.Encode(map, TestRows.Of(s_schema, "a@b.de", 7, null, null, -1.0, null, false))
        );
    }

    [Fact]
    public void Customers_Objects_AreWritten() =>
        Assert.Equal(
            """{"email":"a@b.de","attributes":{"FIRSTNAME":"Ann","BIRTHDAY":"1989-02-01"}}""",
            Encode.With(MappingPage.Customers.CreateEncoder(), new MappingPage.Customer(" A@b.de", "Ann", new(1989, 2, 1), true)).Json
        );

    [Fact]
    public void DigitsOnly_Text_KeepsDigits() =>
        Assert.Equal(Encode.WithAttribute("\"0612\""), Encode.Text("06-12 x", rule => rule.DigitsOnly()).Json);

    [Fact]
    public void RunSummaryRows_Columns_AreThoseOfTheTable() =>
        Assert.Equal("run_id string, sent long, seconds double, complete string", new MappingPage.RunSummaryRows().Columns.ToString());

    [Fact]
    public async Task CheckAsync_AccountWithoutTheAttributes_Throws()
    {
        var brevo = new FakeBrevo();

        var exception = await Assert.ThrowsAsync<MapDefinitionException>(() => MappingPage.CheckAsync(brevo, s_schema));

        Assert.All(exception.Problems, problem => Assert.Equal(MappingProblemCode.AttributeUnknown, problem.Code));
    }

    private sealed class FakeBrevo : BrevoClient
    {
        public override BrevoAttributesClient Attributes { get; } = new FakeAttributes();
    }

    private sealed class FakeAttributes : BrevoAttributesClient
    {
        public override Task<IReadOnlyList<ContactAttribute>> ListAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ContactAttribute>>([]);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BrevoTd.Connector.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside their repository.");
        }

        return folder.FullName;
    }

    private static string WithoutIndentation(string code)
    {
        var text = new StringBuilder();
        foreach (var line in code.Split('\n'))
        {
            text.Append(line.Trim()).Append('\n');
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
