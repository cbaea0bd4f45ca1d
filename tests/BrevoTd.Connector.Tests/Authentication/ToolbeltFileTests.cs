using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class ToolbeltFileTests : IDisposable
{
    private const string Key = "1/0123456789abcdef0123456789abcdef01234567";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[account]\n  user = a@example.com\n  apikey = " + Key + "\n  endpoint = api.eu01.treasuredata.com\n")]
    [InlineData("[account]\r\nuser=a@example.com\r\napikey=" + Key + "\r\nendpoint=api.eu01.treasuredata.com")]
    [InlineData("\uFEFF[account]\napikey = \"" + Key + "\"\nendpoint = 'api.eu01.treasuredata.com'\n")]
    [InlineData(
        "# mine\n; old\n\n  [ Account ]  \n# apikey = 1/other\n\tAPIKEY\t=\t"
            + Key
            + "   \nendpoint =  api.eu01.treasuredata.com \nnonsense\n"
    )]
    [InlineData(
        "apikey = 1/before\n[other]\napikey = 1/other\n[account]\napikey = "
            + Key
            + "\nendpoint = api.eu01.treasuredata.com\n[last]\napikey = 1/last\nendpoint = x"
    )]
    public void Read_OfAnySpelling_FindsTheAccount(string text)
    {
        var file = ToolbeltFile.Read(_folder.Write("td.conf", text));

        Assert.Equal(Key, file.RequireKey());
        Assert.Equal("api.eu01.treasuredata.com", file.Endpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("apikey = 1/abc")]
    [InlineData("[other]\napikey = 1/abc")]
    [InlineData("[account]\nuser = a@example.com\napikey =\n")]
    [InlineData("[account]\napikey = ''")]
    public void RequireKey_WithoutKey_NamesThePathAndWhatToDo(string text)
    {
        var path = _folder.Write("td.conf", text);

        var e = Assert.Throws<ToolbeltFileException>(() => ToolbeltFile.Read(path).RequireKey());

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains("[account]", e.Message, StringComparison.Ordinal);
        Assert.Contains("td account", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireKey_ThatCannotBeSent_IsNotShown()
    {
        var path = _folder.Write("td.conf", "[account]\napikey = 1/secret # the master key");

        var e = Assert.Throws<ToolbeltFileException>(() => ToolbeltFile.Read(path).RequireKey());

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutFile_SaysWhich()
    {
        var path = Path.Combine(_folder.Path, "none", "td.conf");

        var e = Assert.Throws<ToolbeltFileException>(() => ToolbeltFile.Read(path));

        Assert.True(e.IsMissing);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFolder_SaysThatItCannotBeRead()
    {
        var e = Assert.Throws<ToolbeltFileException>(() => ToolbeltFile.Read(_folder.Path));

        Assert.False(e.IsMissing);
        Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_FollowsTheToolbeltsOrder()
    {
        var plain = new FakeEnvironment { HomeFolder = "/home/somebody" };
        var shortName = new FakeEnvironment(("TD_CONFIG_PATH", "/short"));
        var both = new FakeEnvironment(("TD_CONFIG_PATH", "/short"), ("TREASURE_DATA_CONFIG_PATH", "/long"));

        Assert.Equal(Path.Combine("/home/somebody", ".td", "td.conf"), ToolbeltFile.Locate(plain, null));
        Assert.Equal("/short", ToolbeltFile.Locate(shortName, null));
        Assert.Equal("/long", ToolbeltFile.Locate(both, null));
        Assert.Equal("/given", ToolbeltFile.Locate(both, "/given"));
    }

    [Fact]
    public void HomeFolder_OfTheProcess_IsKnown()
    {
        Assert.True(Path.IsPathRooted(new ProcessEnvironment().HomeFolder));
    }
}
