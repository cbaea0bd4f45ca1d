namespace BrevoTd.Connector.Authentication;

/// <summary>An API key in the environment.</summary>
internal static class EnvironmentKey
{
    /// <summary>Reads the first of the variables that is set.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="variables">Names, the one that wins first.</param>
    /// <param name="failure">What is wrong with the key, with the variable's name; <see langword="null"/> when nothing is.</param>
    /// <returns>The key; <see langword="null"/> when no variable is set, or when its value is no key.</returns>
    public static string? Read(IProcessEnvironment environment, ReadOnlySpan<string> variables, out string? failure)
    {
        failure = null;
        foreach (var variable in variables)
        {
            if (environment.Variable(variable) is { } key)
            {
                if (Credential.IsUsable(key))
                {
                    return key;
                }

                failure = $"the environment variable {variable} {Credential.UnusableText}";
                return null;
            }
        }

        return null;
    }
}
