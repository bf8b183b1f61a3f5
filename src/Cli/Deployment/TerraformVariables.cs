using System.Text.Json;
using System.Text.RegularExpressions;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>
/// The values of a root module's variables, wherever they are set: defaults, <c>*.auto.tfvars</c>, TF_VAR_…, arguments.
/// </summary>
internal static partial class TerraformVariables
{
    private static readonly string[] Files =
    [
        "variables*.tf", "terraform.tfvars", "terraform.tfvars.json", "*.auto.tfvars", "*.auto.tfvars.json",
    ];

    /// <summary>
    /// Has terraform evaluate the declarations. That needs neither providers nor state, so it can be done first of all.
    /// </summary>
    /// <param name="folder">The folder of the root module, whose variables are declared in <c>variables*.tf</c>.</param>
    /// <param name="arguments">Such as <c>-var=name=value</c> and <c>-var-file=path</c> (an absolute one).</param>
    /// <param name="environment">Variables that terraform gets beside this process's own.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>An object with a property for each variable.</returns>
    /// <exception cref="CommandException">There are no declarations, or a value is refused; the message says why.</exception>
    public static async Task<JsonElement> ReadAsync(
        string folder,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken)
    {
        var copy = Directory.CreateTempSubdirectory("compressor-variables-").FullName;
        try
        {
            var names = Copy(folder, copy);
            var expression = $"base64encode(jsonencode({{ {string.Join(", ", names.Select(name => $"{name} = var.{name}"))} }}))\n";
            var module = new TerraformModule(copy, Path.Combine(copy, ".terraform"), null, environment);
            var result = await module.RunAsync(["console", .. arguments], null, cancellationToken, expression);

            // The console evaluates values even if their own validation refuses them.
            return Encoded().Match(result.Output) is { Success: true } encoded && !result.Error.Contains("Error:", StringComparison.Ordinal)
                ? JsonSerializer.Deserialize<JsonElement>(Convert.FromBase64String(encoded.Groups["text"].Value))
                : throw new CommandException(TerraformModule.FirstError(result));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>Copies what declares variables and what sets them. Returns the variables' names.</summary>
    private static List<string> Copy(string folder, string target)
    {
        var names = new List<string>();
        foreach (var file in Directory.Exists(folder) ? Files.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)) : [])
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            if (file.EndsWith(".tf", StringComparison.Ordinal))
            {
                names.AddRange(Declaration().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value));
            }
        }

        return names.Count > 0 ? names : throw TerraformModule.NoCodeIn(folder);
    }

    [GeneratedRegex("^variable \"(?<name>\\w+)\"", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    /// <summary>The value as the console prints it; warnings stand on lines of their own.</summary>
    [GeneratedRegex("^\"(?<text>[A-Za-z0-9+/=]+)\"\\s*$", RegexOptions.Multiline)]
    private static partial Regex Encoded();
}
