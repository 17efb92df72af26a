using System.Text;
using Shared;

namespace Templates.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_README_lists_every_parameter_of_every_template_as_it_is()
    {
        var table = new StringBuilder();
        foreach (var template in (Template[])[Template.DrAccount, Template.Relay, Template.SourceRegion])
        {
            var parameters = template.Section("Parameters");
            parameters.ShouldNotBeEmpty();
            table.Append($"\n`{template.Path}`\n\n| parameter | default | meaning |\n|---|---|---|\n");
            foreach (var (name, parameter) in parameters)
            {
                var value = parameter!["Default"]?.ToString() switch
                {
                    null => "(required)",
                    "" => "(empty)",
                    var text => $"`{text}`",
                };
                table.Append($"| `{name}` | {value} | {parameter["Description"]!.ToString().Trim()} |\n");
            }
        }

        GeneratedDocs.ShouldHold("README.md", "settings", table.Append('\n').ToString());
    }
}
