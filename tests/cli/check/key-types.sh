# Every pair of keys that two copies of a table may have, with the table encrypted or not: which rules on keys
# find fault ("?": cannot tell). A single-Region key of the primary is "west", one of the copy's region "east".
{
	echo 'Parameters: {Given: {Type: String}}'
	echo 'Resources:'
	echo '  Key: {Type: AWS::KMS::Key}'
	for table in Plain Encrypted; do
		for first in None Managed Alias West East GetAtt Ref Import Parameter; do
			for second in None Managed Alias West East GetAtt Ref Import Parameter; do
				echo "  $table$first$second:"
				echo '    Type: AWS::DynamoDB::GlobalTable'
				echo '    Properties:'
				[ $table = Plain ] || echo '      SSESpecification: {SSEEnabled: true, SSEType: KMS}'
				echo '      Replicas:'
				for copy in "us-west-2 $first" "us-east-2 $second"; do
					echo "        - Region: ${copy% *}"
					printf '          SSESpecification: '
					case ${copy#* } in
					None) echo '!Ref AWS::NoValue' ;;
					Managed) echo '{KMSMasterKeyId: alias/aws/dynamodb}' ;;
					Alias) echo '{KMSMasterKeyId: alias/documents}' ;;
					West) echo '{KMSMasterKeyId: "arn:aws:kms:us-west-2:123456789012:key/1"}' ;;
					East) echo '{KMSMasterKeyId: "arn:aws:kms:us-east-2:123456789012:key/2"}' ;;
					GetAtt) echo '{KMSMasterKeyId: !GetAtt Key.Arn}' ;;
					Ref) echo '{KMSMasterKeyId: !Ref Key}' ;;
					Import) echo '{KMSMasterKeyId: !ImportValue TheKey}' ;;
					Parameter) echo '{KMSMasterKeyId: !Ref Given}' ;;
					esac
				done
			done
		done
	done
} >keys.yaml
drlint check keys.yaml --region us-west-2 --dr us-east-2 --complete -f ndjson \
	--select DDB002,DDB003,DDB004,DDB005,DDB006 --show fail,unknown,pass |
	sed -E 's/.*"rule":"([^"]*)".*"verdict":"([^"]*)".*"logical_id":"([^"]*)".*/\3 \1 \2/' |
	awk '{
		if (!($1 in found)) { order[++count] = $1 }
		mark = $3 == "fail" ? " " $2 : $3 == "unknown" ? " " $2 "?" : ""
		if (index(found[$1] " ", mark " ") == 0) { found[$1] = found[$1] mark }
	} END {
		for (i = 1; i <= count; i++) { print order[i] ":" (found[order[i]] ? found[order[i]] : " sound") }
	}'
